import { launch } from './run-with-own-node.mjs'

await launch('run-proof.mjs', { needsAll: true })
