/** Icons drawn by hand: 16 px for navigation, 12 px beside text, 1.35 px strokes (LOOK.md 6). They never carry meaning alone. */

import type { ReactNode } from 'react';
import type { Resource, Trust } from '../shown';

interface IconProps {
  readonly size?: 12 | 16;
}

interface DrawnProps extends IconProps {
  readonly children: ReactNode;
}

function Stroke({ size = 16, children }: DrawnProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={size === 12 ? 1.8 : 1.35}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

function stroke(children: ReactNode) {
  return function Icon({ size }: IconProps) {
    return size === undefined ? <Stroke>{children}</Stroke> : <Stroke size={size}>{children}</Stroke>;
  };
}

const filled = { fill: 'currentColor', stroke: 'none' } as const;

export const NotebookIcon = stroke(
  <>
    <path d="M4 2h8.5v12H4z" />
    <path d="M2.5 4.5H4M2.5 8H4m-1.5 3.5H4M6.5 5H10M6.5 7.5H10" />
  </>,
);
export const HistoryIcon = stroke(
  <>
    <path d="M2.6 6.2A5.8 5.8 0 1 1 2.3 9M2.2 2.8v3.6h3.6" />
    <path d="M8 4.8V8l2.2 1.6" />
  </>,
);
export const CompareIcon = stroke(<path d="M2 13.5h12M4 11V7.5M7 11V3M10 11V5.5M13 11V8.5" strokeWidth={1.6} />);
export const CatalogIcon = stroke(
  <>
    <path d="M4.2 4.2h7.6v7.6H4.2z" />
    <path d="M6 1.8v2.4M10 1.8v2.4M6 11.8v2.4M10 11.8v2.4M1.8 6h2.4M1.8 10h2.4M11.8 6h2.4M11.8 10h2.4" />
  </>,
);
export const ValidationIcon = stroke(
  <>
    <path d="M2.5 2v11.5H14M4.5 11.5l8-8" />
    <path d="M5 7.2h.01M7.4 8.6h.01M8.3 4.9h.01M11.2 6.6h.01" strokeWidth={2} />
  </>,
);
export const FrameworkIcon = stroke(
  <path d="M2 3h3.5v3H2zM2 10h3.5v3H2zM10.5 3H14v3h-3.5zM10.5 10H14v3h-3.5zM5.5 4.5h5M5.5 11.5h5" />,
);
export const LearnIcon = stroke(
  <path d="M8 4C6.5 3 4.5 2.6 2 2.8v9.4c2.5-.2 4.5.2 6 1.2 1.5-1 3.5-1.4 6-1.2V2.8c-2.5-.2-4.5.2-6 1.2zM8 4v9.4" />,
);
export const HelpIcon = stroke(
  <>
    <circle cx={8} cy={8} r={6} />
    <path d="M6.2 6.4a1.9 1.9 0 1 1 2.6 1.8c-.6.2-.8.6-.8 1.2M8 11.6h.01" />
  </>,
);
export const PlayIcon = stroke(<path d="M4.5 2.6v10.8l9-5.4z" {...filled} />);
export const PauseIcon = stroke(<path d="M4 2.8h2.8v10.4H4zM9.2 2.8H12v10.4H9.2z" {...filled} />);
export const ExportIcon = stroke(<path d="M8 10V2m0 0L5 5m3-3 3 3M3 9v4.5h10V9" />);
export const SigmaIcon = stroke(<path d="M12 4.5V2.5H4L8.6 8 4 13.5h8v-2" />);
export const ChevronDownIcon = stroke(<path d="m4 6 4 4 4-4" />);
export const ChevronRightIcon = stroke(<path d="m6 4 4 4-4 4" />);
export const CopyIcon = stroke(<path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />);
export const CloseIcon = stroke(<path d="m3.5 3.5 9 9m0-9-9 9" />);
export const AddIcon = stroke(<path d="M8 3v10M3 8h10" />);
export const MoreIcon = stroke(<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth={2.2} />);
export const TrashIcon = stroke(<path d="M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9M6.8 7v4M9.2 7v4" />);
export const SearchIcon = stroke(<path d="M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zm3.6-1.4L14 14" />);
export const CheckIcon = stroke(<path d="m3 8.5 3.2 3.2L13 4.8" />);
export const SaveIcon = stroke(<path d="M2.5 2.5h9l2 2v9h-11zM5 2.5v4h5v-4M5 13.5v-4h6v4" />);
export const FolderIcon = stroke(<path d="M2 13V3h4.2l1.4 1.8H14V13z" />);
export const PinIcon = stroke(<path d="M6 2h4l-.6 4.4L12 9v1H4V9l2.6-2.6zM8 10v4" />);
export const BranchIcon = stroke(
  <path d="M4.5 10.8V5.2m0 0a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2zm0 5.6a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2zm7-5.6a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2zm0 0c0 2.6-7 2.2-7 4.8" />,
);
export const UpIcon = stroke(<path d="M8 13V3m0 0L4 7m4-4 4 4" />);
export const DownIcon = stroke(<path d="M8 3v10m0 0 4-4m-4 4L4 9" />);
export const RingIcon = stroke(<circle cx={8} cy={8} r={5} />);
export const StaleIcon = stroke(<circle cx={8} cy={8} r={5.4} strokeDasharray="3 2.6" />);
export const BlockedIcon = stroke(
  <>
    <circle cx={8} cy={8} r={5.8} />
    <path d="M4.8 8h6.4" />
  </>,
);
export const AlarmIcon = stroke(
  <>
    <path d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2z" {...filled} />
    <path d="M8 4.6v3.8M8 11.2h.01" stroke="var(--surface)" strokeWidth={1.8} />
  </>,
);
export const InfoIcon = stroke(
  <>
    <circle cx={8} cy={8} r={6} />
    <path d="M8 7.4v3.4M8 5h.01" />
  </>,
);
export const BulbIcon = stroke(<path d="M6 12.5v-1.6A4.4 4.4 0 1 1 10 11v1.6zM6.5 14.5h3" />);
export const ContrastIcon = stroke(<path d="M2.5 2.5h11v11h-11zM2.5 13.5l11-11v11z" fill="currentColor" />);
export const ThemeIcon = stroke(
  <>
    <circle cx={8} cy={8} r={5.6} />
    <path d="M8 2.4a5.6 5.6 0 0 1 0 11.2z" {...filled} />
  </>,
);

/** An accent ring that turns while something runs; still under reduced motion. */
export const PresentIcon = stroke(
  <>
    <rect x="2" y="3" width="12" height="8" rx="1" />
    <path d="M8 11v2.5M5.5 13.5h5" />
  </>,
);

export function RunningIcon({ size = 12 }: IconProps) {
  return (
    <span className="running-ring">
      <Stroke size={size}>
        <circle cx={8} cy={8} r={5.6} stroke="var(--accent-line)" strokeWidth={2.4} />
        <path d="M8 2.4a5.6 5.6 0 0 1 5.6 5.6" stroke="var(--accent)" strokeWidth={2.4} />
      </Stroke>
    </span>
  );
}

/** Two triangles meeting: "this resource binds". Also the product's mark. */
export function ChokeMark({ large = false }: { readonly large?: boolean }) {
  return (
    <svg width={large ? 18 : 11} height={large ? 15 : 9} viewBox="0 0 11 9" fill="currentColor" aria-hidden="true">
      <path d="M0 0.4 5.5 4.5 0 8.6zM11 0.4 5.5 4.5 11 8.6z" />
    </svg>
  );
}

const marks: Readonly<Record<Resource, ReactNode>> = {
  compute: (
    <path d="M1 1h2.6v2.6H1zm3.7 0h2.6v2.6H4.7zm3.7 0H11v2.6H8.4zM1 4.7h2.6v2.6H1zm3.7 0h2.6v2.6H4.7zm3.7 0H11v2.6H8.4zM1 8.4h2.6V11H1zm3.7 0h2.6V11H4.7zm3.7 0H11V11H8.4z" />
  ),
  'memory-capacity': <path d="M.8 1h1.4v8.6h7.6V4h1.4v7H.8zM3 5h6v3.8H3z" />,
  'memory-bandwidth': <path d="M3.4.6 6 4H4.2v7.2H2.6V4H.8zM8.6 11.4 6 8h1.8V.8h1.6V8h1.8z" />,
  communication: (
    <path d="M6 .6a2.1 2.1 0 0 1 .6 4.1l1.9 2.6a2.1 2.1 0 1 1-1.1 2.4H4.6a2.1 2.1 0 1 1-1.1-2.4l1.9-2.6A2.1 2.1 0 0 1 6 .6zM4.5 8h.1v.5h2.8V8h.1L6 5.5z" />
  ),
};

/** The filled mark of a resource, in its colour unless `plain`. */
export function ResourceMark({ resource, plain = false }: { readonly resource: Resource; readonly plain?: boolean }) {
  return (
    <svg
      width={12}
      height={12}
      viewBox="0 0 12 12"
      data-resource={resource}
      fill={plain ? 'currentColor' : 'var(--resource)'}
      fillRule="evenodd"
      aria-hidden="true"
    >
      {marks[resource]}
    </svg>
  );
}

const slices: Readonly<Record<Trust, ReactNode>> = {
  measured: <circle cx={5} cy={5} r={4.5} fill="currentColor" />,
  datasheet: <path d="M5 5V.5A4.5 4.5 0 1 0 9.5 5z" fill="currentColor" transform="matrix(-1 0 0 1 10 0)" />,
  calibrated: <path d="M5 .5a4.5 4.5 0 0 1 0 9z" fill="currentColor" />,
  given: <path d="M5 5V.5A4.5 4.5 0 0 1 9.5 5z" fill="currentColor" />,
  assumed: null,
};

/** How far a figure may be believed: a disc, full to empty (LOOK.md 4). */
export function TrustDisc({ trust }: { readonly trust: Trust }) {
  return (
    <svg width={10} height={10} viewBox="0 0 10 10" aria-hidden="true" className="trust-disc">
      <circle
        cx={5}
        cy={5}
        r={4.1}
        fill="none"
        stroke="currentColor"
        strokeWidth={1}
        strokeDasharray={trust === 'assumed' ? '2 1.4' : undefined}
      />
      {slices[trust]}
    </svg>
  );
}
