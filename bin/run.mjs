import { launch } from './launch.mjs'

await launch('run-script.mjs')
