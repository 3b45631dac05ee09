import { Logger } from '@nestjs/common';
import { PolicyIssueAlerts, type PolicyIssueAlert } from './policy-issue-alert.js';

/** Alerts as lines of the application's log: WARN, and LOG for good news. */
export class LogAlerts extends PolicyIssueAlerts {
  private readonly logger = new Logger('ConfirmedClick');

  override tell({ level, title, text, link }: PolicyIssueAlert): void {
    const line = [title.ko, text.ko, title.en, text.en, link].join(' ').replaceAll(/\s+/g, ' ');
    if (level === 'good') this.logger.log(line);
    else this.logger.warn(line);
  }
}
