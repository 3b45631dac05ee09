// Loaded before a revision that has something wrong with it: what FAULT says happens in the real service, until
// `POST /planted-fault/NAME` says something else.
import { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { ITEMS } from '@couplekit/couple-core';
import pg from 'pg';

const { query } = pg.Client.prototype;
const { emit } = Server.prototype;

/** Statements go another way. */
function divert(to) {
  pg.Client.prototype.query = to;
  return () => void (pg.Client.prototype.query = query);
}

/** A share of the rows for a table go to one that there is none of. */
function misdirect(table, share) {
  const insert = new RegExp(`\\bINSERT INTO "?${table}\\b"?`, 'i');
  const amiss = (text) =>
    Math.random() < share ? text.replace(insert, 'INSERT INTO planted_failure') : text;
  return divert(function (statement, ...rest) {
    if (typeof statement === 'string') return query.call(this, amiss(statement), ...rest);
    if (statement?.text && insert.test(statement.text)) Object.assign(statement, { text: amiss(statement.text), name: undefined }); // prettier-ignore
    return query.call(this, statement, ...rest);
  });
}

/** Statements that wait before PostgreSQL sees them. */
function later(matches, ms) {
  return divert(function (...given) {
    const [statement] = given;
    const text = typeof statement === 'string' ? statement : (statement?.text ?? '');
    if (!matches(text)) return query.apply(this, given);
    const callback = given.findLast((value) => typeof value === 'function') ?? statement?.callback;
    const asked = delay(ms).then(() => query.apply(this, given));
    return typeof callback === 'function' ? undefined : asked;
  });
}

let lcp;

/** What each does, and how that is undone. */
const FAULTS = {
  none: () => () => undefined,
  /** Four of ten answers cannot be stored. */
  'server-errors': () => misdirect('couple_responses', 0.4),
  /** No result can be stored. */
  'no-results': () => misdirect('couple_decision_packet', 1),
  /** Each statement that reads takes longer. */
  slow: () => later((text) => /\bSELECT\b/i.test(text), 60),
  /** What people with phones would say of its pages. */
  'late-pages': () => {
    lcp = '3200';
    return () => void (lcp = undefined);
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
    return () => void (globalThis.fetch = fetch);
  },
  /** A build that takes fewer answers to a question than its pages offer. */
  'short-ruler': () => {
    const { max } = ITEMS[0];
    ITEMS[0].max = 0;
    return () => void (ITEMS[0].max = max);
  },
};

function plant(name) {
  const fault = FAULTS[name];
  if (!fault) throw new Error(`no such fault: ${name}`);
  return fault();
}

let undo = plant(process.env.FAULT);

Server.prototype.emit = function (event, request, response) {
  if (event !== 'request') return emit.apply(this, arguments);
  const [, name] = /^\/planted-fault\/(.+)$/.exec(request.url) ?? [];
  if (name !== undefined) {
    undo();
    undo = plant(name);
    response.writeHead(204).end();
    return true;
  }
  if (lcp !== undefined) response.setHeader('X-Test-LCP', lcp);
  return emit.apply(this, arguments);
};
