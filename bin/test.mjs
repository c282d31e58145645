import { launch } from './run-with-own-node.mjs'

await launch('run-checks.mjs', { needsAll: true })
