import { launch } from './launch.mjs'

await launch('run-example.mjs')
