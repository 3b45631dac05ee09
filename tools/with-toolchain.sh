#!/bin/sh
# Runs a script of package.json with Node 24 and pnpm 12, which npx fetches once and keeps: without a network, too, from then on.
set -- --yes --package=node@24 --package=pnpm@12 -- pnpm run "$@"
if npx --offline --yes --package=node@24 --package=pnpm@12 -- true 2>/dev/null; then exec npx --offline "$@"; fi
exec npx "$@"
