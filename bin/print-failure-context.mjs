import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const mostLines = 80

/** In CI there is only the output: prints the page of each failed test, and the server’s logs (files by title). */
export function tellWhatWasSeen(folder, logs) {
  for (const file of globSync(join(folder, '*/error-context.md'))) {
    const [, page = ''] = readFileSync(file, 'utf8').split('# Page snapshot')
    tell(basename(dirname(file)), page.split('\n# ')[0])
  }
  for (const [title, file] of Object.entries(logs)) {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    tell(title, text.slice(Math.max(0, text.indexOf('Foyer ready at'))))
  }
}

function tell(title, text) {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  console.error(`\n── ${title}\n${lines.slice(-mostLines).join('\n')}`)
}
