import { NO_TRAFFIC, type Look, type RevisionFigures } from '../judges/look.js';
import type { FieldVitals } from './field-vitals.js';
import { figuresOf } from './figures-of.js';
import { quoteLabel, type PrometheusClient, type Series } from './prometheus-client.js';

/** AdSense asks people whether they meant to click. @see couplekit.adsense.policy_issues of seo-guard */
const CONFIRMED_CLICK = 'AD_SERVED_WITH_CLICK_CONFIRMATION';

/** The two builds of a rollout, by their `service.version`. */
export interface ComparedBuilds {
  readonly candidate: string;
  /** `null` once it gets no traffic. */
  readonly stable: string | null;
}

/** From when to when a look looks. */
export interface LookPeriod {
  readonly from: Date;
  readonly to: Date;
}

/**
 * A service stores what browsers report a second after the first of a batch (`flush` of seo-guard's `WebVitalsModule`), with the time
 * at which it came: what came less long ago may not be there yet.
 */
const VITALS_STORED_AFTER_MS = 2_000;

/** Reads what two revisions did in a period, from where it is kept: it can be read again, and says the same. */
export class LookReader {
  constructor(
    private readonly prometheus: Pick<PrometheusClient, 'select'>,
    private readonly vitals: FieldVitals,
  ) {}

  /** @throws {OperatorError} when metrics cannot be read at all */
  async read({ candidate, stable }: ComparedBuilds, period: LookPeriod): Promise<Look> {
    const [ofCandidate, ofStable, confirmedClick] = await Promise.all([
      this.figures(candidate, period),
      stable === null ? NO_TRAFFIC : this.figures(stable, period),
      this.confirmedClick([candidate, ...(stable === null ? [] : [stable])], period.to),
    ]);
    return { at: period.to.toISOString(), candidate: ofCandidate, stable: ofStable, confirmedClick };
  }

  private async figures(build: string, { from, to }: LookPeriod): Promise<RevisionFigures | null> {
    const select = (metric: string, at: Date): Promise<readonly Series[]> =>
      this.prometheus.select(`${metric}{service_version=~"${quoteLabel(build)}"}`, at);
    const window = async (metric: string) => {
      const [before, after] = await Promise.all([select(metric, from), select(metric, to)]);
      return { before, after };
    };
    const [durations, problems, vitals] = await Promise.all([
      window('http_server_request_duration_seconds_bucket'),
      window('couplekit_problems_total'),
      this.vitals.between(build, earlier(from), earlier(to)),
    ]);
    return figuresOf({ durations, problems }, vitals);
  }

  /** As the two tell it, not others that are gone. @returns null where neither watches AdSense */
  private async confirmedClick(builds: readonly string[], at: Date): Promise<boolean | null> {
    const versions = builds.map(quoteLabel).join('|');
    const issues = await this.prometheus.select(
      `couplekit_adsense_policy_issues{service_version=~"${versions}"}`,
      at,
    );
    if (issues.length === 0) return null;
    return issues.some(
      ({ labels, value }) => labels['couplekit_adsense_action'] === CONFIRMED_CLICK && value > 0,
    );
  }
}

/** The period of vitals lags behind the others, so that each report is in exactly one. */
function earlier(time: Date): Date {
  return new Date(time.getTime() - VITALS_STORED_AFTER_MS);
}
