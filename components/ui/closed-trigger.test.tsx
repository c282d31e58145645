import { AlertDialog as BaseAlertDialog } from '@base-ui/react/alert-dialog'
import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { Menu as BaseMenu } from '@base-ui/react/menu'
import { useId, type ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { AlertDialog } from './alert-dialog'
import { Button } from './button'
import { Dialog } from './dialog'
import { Menu } from './menu'

const trigger = (
  <Button variant="ghost" aria-label="Change" className="max-w-full">
    Change
  </Button>
)

/** Each with its button as a browser renders it. */
const pairs: [name: string, ours: ReactNode, baseUis: ReactNode][] = [
  ['a row’s menu', <Menu label="More actions">See details</Menu>, <RowsMenu />],
  [
    'a menu',
    <Menu label="Filter" trigger={trigger}>
      All
    </Menu>,
    <OtherMenu />,
  ],
  ['a dialog', <Dialog title="Change" trigger={trigger} children="" />, <OtherDialog />],
  [
    'a question',
    <AlertDialog title="Change?" description="" trigger={trigger} children="" />,
    <OtherAlertDialog />,
  ],
]

function RowsMenu() {
  const dots = <Button variant="ghost" size="icon" className="needs-script" />
  return (
    <BaseMenu.Root modal={false}>
      <BaseMenu.Trigger id={useId()} aria-label="More actions" render={dots} />
    </BaseMenu.Root>
  )
}

function OtherMenu() {
  return (
    <BaseMenu.Root modal={false}>
      <BaseMenu.Trigger id={useId()} aria-label="Filter" render={trigger} />
    </BaseMenu.Root>
  )
}

function OtherDialog() {
  return (
    <BaseDialog.Root>
      <BaseDialog.Trigger id={useId()} render={trigger} className="needs-script" />
    </BaseDialog.Root>
  )
}

function OtherAlertDialog() {
  return (
    <BaseAlertDialog.Root>
      <BaseAlertDialog.Trigger id={useId()} render={trigger} className="needs-script" />
    </BaseAlertDialog.Root>
  )
}

it.each(pairs)(
  'renders the button of %s on the server as in a browser, so that React takes it over',
  (_name, ours, baseUis) => {
    const [onServer, inBrowser] = [renderToString(ours), renderToString(baseUis)].map(attributesIn)
    expect(onServer).toContain(' aria-expanded="false"')
    expect(onServer).toEqual(inBrowser)
  },
)

/** Of the button. Ids differ by what is around it. */
function attributesIn(markup: string): string[] {
  const [tag = ''] = /^<button[^>]*>/.exec(markup) ?? []
  const attributes = Array.from(tag.matchAll(/ ([\w-]+)="([^"]*)"/g), ([attribute]) => attribute)
  return attributes.filter((attribute) => !attribute.startsWith(' id=')).sort()
}
