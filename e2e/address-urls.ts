import { expect, type Page } from '@playwright/test'

/** Fails if this page requests, or leads to, a URL with one of the addresses; `except` the paths of a protocol. */
export function watchUrls(
  page: Page,
  except: (url: URL) => boolean = () => false,
): { expectWithout: (...addresses: string[]) => void } {
  const urls = new Set<string>()
  page.on('request', (request) => urls.add(request.url()))
  page.on('framenavigated', (frame) => urls.add(frame.url()))
  return {
    expectWithout: (...addresses) => {
      const own = [...urls].filter((url) => URL.canParse(url) && !except(new URL(url)))
      expect(own).not.toEqual([])
      for (const address of addresses) expect(own.filter((url) => holds(url, address))).toEqual([])
    },
  }
}

/** As it is, or encoded once or more. */
function holds(url: string, address: string): boolean {
  const [name = '', domain = ''] = address.toLowerCase().split('@')
  return ['@', '%40', '%2540'].some((at) => url.toLowerCase().includes(`${name}${at}${domain}`))
}
