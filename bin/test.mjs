import { launch } from './launch.mjs'

await launch('run-checks.mjs')
