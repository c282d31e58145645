import { launch } from './run-with-own-node.mjs'

await launch('run-example.mjs', { needsAll: true })
