import { launch } from './run-with-own-node.mjs'

await launch('make-dist.mjs')
