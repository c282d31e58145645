import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { useFormStart } from './continued'
import { OutdatedContext } from './outdated'

function Row({ id, actOn }: { id: string; actOn?: string }) {
  const { formId, continued } = useFormStart({ act: undefined, actOn, hidden: { id } })
  return `${id}: ${continued ? 'filled' : formId}`
}

function render(ids: readonly string[], sent: { formId: string; id: string } | null, isNamed = false) {
  const outdated = sent && { formId: sent.formId, values: { id: sent.id, name: 'typed' } }
  return renderToStaticMarkup(
    <OutdatedContext value={outdated}>
      {ids.map((id) => (
        <p key={id}>
          <Row id={id} {...(isNamed ? { actOn: id } : {})} />
        </p>
      ))}
    </OutdatedContext>,
  )
}

it.each([false, true])(
  'what was typed in a row is not shown in the one that has its place now; by actOn: %s',
  (isNamed) => {
    const [, formId = ''] = /one: ([^<]*)/.exec(render(['one', 'two'], null, isNamed)) ?? []
    expect(formId).not.toBe('')
    expect(render(['one', 'two'], { formId, id: 'one' }, isNamed)).toContain('one: filled')
    expect(render(['two'], { formId, id: 'one' }, isNamed)).not.toContain('filled')
  },
)
