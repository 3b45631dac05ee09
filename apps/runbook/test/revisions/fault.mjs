// Loaded before a revision that has something wrong with it: what FAULT says happens in the real service.
import { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { ITEMS } from '@couplekit/couple-core';
import pg from 'pg';

const query = pg.Client.prototype.query;

/** Statements fail, or wait, before PostgreSQL sees them. */
function beforeStatements(before) {
  pg.Client.prototype.query = function (...given) {
    const [statement] = given;
    const text = typeof statement === 'string' ? statement : (statement?.text ?? '');
    const callback = given.findLast((value) => typeof value === 'function') ?? statement?.callback;
    const trouble = before(text);
    if (trouble === undefined) return query.apply(this, given);
    if (typeof callback === 'function') return void trouble.then(() => query.apply(this, given), callback);
    return trouble.then(() => query.apply(this, given));
  };
}

const FAULTS = {
  /** Three of ten requests that write fail. */
  'server-errors': () =>
    beforeStatements((text) =>
      /^\s*INSERT INTO "?couple_session\b/i.test(text) && Math.random() < 0.3
        ? Promise.reject(new Error('planted'))
        : undefined,
    ),
  /** No result can be stored. */
  'no-results': () =>
    beforeStatements((text) =>
      /\bINSERT INTO "?couple_decision_packet\b/i.test(text)
        ? Promise.reject(new Error('planted'))
        : undefined,
    ),
  /** Each statement that reads takes longer. */
  slow: () => beforeStatements((text) => (/^\s*SELECT/i.test(text) ? delay(4) : undefined)),
  /** What people with phones would say of its pages. */
  'late-pages': () => {
    const { emit } = Server.prototype;
    Server.prototype.emit = function (event, request, response) {
      if (event === 'request') response.setHeader('X-Test-LCP', '3200');
      return emit.apply(this, arguments);
    };
  },
  /** Google's addresses are those of a stand-in. */
  'adsense-elsewhere': () => {
    const { fetch } = globalThis;
    globalThis.fetch = (input, init) => {
      const url = String(input instanceof Request ? input.url : input)
        .replace('https://adsense.googleapis.com', process.env.ADSENSE_API)
        .replace('https://oauth2.googleapis.com/token', process.env.ADSENSE_TOKENS);
      return fetch(input instanceof Request ? new Request(url, input) : url, init);
    };
  },
  /** A build that forgot a question: whoever answers it is told that there is none. */
  'forgotten-question': () => void ITEMS.splice(0, 1),
};

const plant = FAULTS[process.env.FAULT];
if (!plant) throw new Error(`no such fault: ${process.env.FAULT}`);
plant();
