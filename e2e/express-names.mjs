import { registerHooks } from 'node:module'

const url = new URL('express.ts', import.meta.url).href

registerHooks({
  resolve: (name, context, next) => (name === 'express' ? { url, shortCircuit: true } : next(name, context)),
})
