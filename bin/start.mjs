import { launch } from './run-with-own-node.mjs'

await launch('start-server.mjs')
