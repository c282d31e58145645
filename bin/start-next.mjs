import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { loopbackOrigin } from '../lib/http/loopback-origin.ts'

const startTimeoutMilliseconds = 60_000

/** `opened`: what answers requests before Next does, once the database is there. `upgrades`: on which Next listens for them. */
export async function startNext({ dev, root, host, port }) {
  const { default: next } = await import('next')
  // Next listens for upgrades here. On the server it would leave unknown upgrades open for ever.
  const upgrades = new EventEmitter()
  // Otherwise Next asks itself at the tenant’s URL, by https, for the page that an action redirects to.
  process.env.__NEXT_PRIVATE_ORIGIN = loopbackOrigin(host, port)
  // Otherwise Next reads next.config.ts, for which it needs a compiler.
  if (!dev) process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = builtConfig(root)
  const app = next({ dev, hostname: host, port, dir: root, httpServer: upgrades })
  const called = new Promise((resolve) => {
    globalThis[Symbol.for('foyer.front')] = (opened) => {
      // It may fail before Next has loaded everything.
      opened.catch(() => {})
      resolve({ opened })
    }
  })
  await app.prepare()
  const startUp = await Promise.race([called, pause(startTimeoutMilliseconds)])
  if (!startUp) throw new Error('instrumentation.ts did not call startUp().')
  return { app, upgrades, opened: startUp.opened }
}

function builtConfig(root) {
  const { config } = JSON.parse(readFileSync(join(root, '.next/required-server-files.json'), 'utf8'))
  return JSON.stringify(config)
}
