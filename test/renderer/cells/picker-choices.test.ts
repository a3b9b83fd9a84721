import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../../engine/catalog';
import { split } from '../../../engine/notebook/format';
import { kindInfo } from '../../../engine/notebook/kind';
import { kinds as engineKinds } from '../../../engine/notebook/kinds';
import { knownOf } from '../../../engine/notebook/known';
import { optimizations } from '../../../engine/optimizations';
import { choicesFor, searched } from '../../../renderer/cells/picker-choices';
import { speak } from '../../../renderer/words/use-words';

const known = knownOf(standardCatalog(), { currency: 'USD', rates: [] });
const kinds = engineKinds.map((kind) => kindInfo(kind, known));
const cells = split('```yaml hardware chip\nuse: h800\n```\n```yaml model r1\nuse: deepseek-v3\n```\n');
const offering = { kinds, cells, speech: speak('en'), next: 'workload', design: 'chip', isBranch: false };
const choices = choicesFor(offering);
const titles = (typed: string) => searched(choices, typed).map((choice) => choice.title);

describe('the picker', () => {
  it('offers every kind, the one that usually comes next first', () => {
    const shown = searched(choices, '');
    expect(shown[0]?.kind).toBe('workload');
    expect(shown.map((choice) => choice.kind).sort()).toEqual(engineKinds.map((kind) => kind.id).sort());
  });

  it('finds chips, models and levers by id and by name, in either language’s words', () => {
    expect(titles('h200')[0]).toBe('h200');
    expect(titles('qwen3-32b')).toEqual(['qwen3-32b']);
    expect(searched(choices, 'mtp')[0]).toMatchObject({ kind: 'optimizations', body: 'mtp: on' });
    expect(titles('nonsense')).toEqual([]);
  });

  it('has a cell for every lever', () => {
    const levers = choices.filter((choice) => choice.key.startsWith('optimizations/')).map((choice) => choice.body);
    expect(levers.sort()).toEqual(optimizations.map((lever) => `${lever.id}: on`).sort());
  });

  it('lets a view look at the designs that there are', () => {
    expect(choices.find((choice) => choice.key === 'compare')?.body).toContain('cells: [chip, r1]');
    const sweep = choices.find((choice) => choice.key === 'sweep');
    expect(sweep?.body).toMatch(/^design: chip$/m);
  });

  it('branches only into what defines a design', () => {
    const branch = choicesFor({ ...offering, isBranch: true });
    const defining = new Set(kinds.filter((kind) => kind.defines).map((kind) => kind.id));
    expect(branch.filter((choice) => !defining.has(choice.kind))).toEqual([]);
  });
});
