import { Menu as BaseMenu } from '@base-ui/react/menu'
import { useId } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { Button } from './button'
import { Menu } from './menu'

/** The button as a browser renders it. */
function BrowsersButton() {
  return (
    <BaseMenu.Root modal={false}>
      <BaseMenu.Trigger
        id={useId()}
        aria-label="More actions"
        render={<Button variant="ghost" size="icon" className="needs-script" />}
      />
    </BaseMenu.Root>
  )
}

it('has the same button on the server and in a browser, so that React takes it over', () => {
  const onServer = renderToString(<Menu label="More actions">See details</Menu>)
  const inBrowser = renderToString(<BrowsersButton />)
  expect(attributesIn(onServer)).toContain(' aria-haspopup="menu"')
  expect(attributesIn(onServer)).toEqual(attributesIn(inBrowser))
})

function attributesIn(markup: string): string[] {
  const [tag = ''] = /^<button[^>]*>/.exec(markup) ?? []
  return Array.from(tag.matchAll(/ ([\w-]+)="([^"]*)"/g), ([attribute]) => attribute).sort()
}
