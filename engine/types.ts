/** The nouns: chip, architecture, design, case, plan, evaluation. Types only; what they mean in the model is in model.md. */

export * from './types/formats';
export * from './types/hardware';
export * from './types/model';
export * from './types/case';
export * from './types/design';
export * from './types/plan';
export * from './types/evaluation';
