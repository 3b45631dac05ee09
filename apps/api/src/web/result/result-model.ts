import {
  SCALE_NAMES,
  sessionKState,
  visibleSnapshot,
  type ScaleCode,
  type Session,
} from '@couplekit/couple-core';
import { partnerNames } from '../../pictures/partner-names.js';
import type { Picture } from '../../pictures/picture.js';
import type { Report, ReportSection } from '../../report/report.js';
import { Markup } from '../pages/markup.js';

/** What the view of a result is given. */
export interface ResultModel {
  /** Where the session's pages are: `/s/{id}`. */
  readonly home: string;
  readonly subtitle: string;
  readonly sections: readonly Section[];
  /** What matters only to some, folded up. */
  readonly appendix: readonly Section[];
  readonly friends: Friends;
}

type Section = Omit<ReportSection, 'picture'> & {
  readonly picture?: Omit<Picture, 'svg'> & { readonly svg: Markup };
};

/** What friends said of A, as far as it may be told. */
interface Friends {
  readonly state: 'shown' | 'few' | 'hidden';
  /** Of A. */
  readonly name: string;
  readonly current: number;
  readonly threshold: number;
  /** How many answers the averages are of. */
  readonly count: number;
  readonly rows: readonly { readonly area: string; readonly mean: string }[];
}

const APPENDIX: ReadonlySet<string> = new Set(['glossary', 'provenance']);

/** A result in the words of its report, with what friends said beside it. */
export function resultModel(session: Session, report: Report): ResultModel {
  const sections = report.sections.map(({ picture, ...section }): Section => {
    return picture ? { ...section, picture: { ...picture, svg: new Markup(picture.svg) } } : section;
  });
  return {
    home: `/s/${session.id}`,
    subtitle: report.subtitle,
    sections: sections.filter(({ id }) => !APPENDIX.has(id)),
    appendix: sections.filter(({ id }) => APPENDIX.has(id)),
    friends: friendsOf(session, report.language),
  };
}

function friendsOf(session: Session, language: Report['language']): Friends {
  const { current, threshold } = sessionKState(session);
  const snapshot = visibleSnapshot(session);
  return {
    state: snapshot ? 'shown' : current < threshold ? 'few' : 'hidden',
    name: partnerNames(session.participants, language).A,
    current,
    threshold,
    count: snapshot?.k ?? 0,
    rows: Object.entries(snapshot?.dimensions ?? {}).map(([dimension, mean]) => ({
      area: isScale(dimension) ? SCALE_NAMES[dimension][language] : dimension,
      mean: mean.toFixed(1),
    })),
  };
}

const isScale = (dimension: string): dimension is ScaleCode => Object.hasOwn(SCALE_NAMES, dimension);
