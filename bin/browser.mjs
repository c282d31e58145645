import { existsSync } from 'node:fs'
import { chromium } from 'playwright'

const usual = [
  // It has no interface of its own to start and draw, and takes half of the time.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

export function findBrowser() {
  const found = [process.env.CHROMIUM_PATH, ...usual, chromium.executablePath()].find(
    (path) => path && existsSync(path),
  )
  if (!found) throw new Error('There is no browser to test in. Bring one: apt-get install -y chromium')
  return found
}
