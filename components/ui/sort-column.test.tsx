import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { SortColumn } from './sort-column'

function heading(sort: string) {
  const markup = renderToStaticMarkup(
    <table>
      <thead>
        <tr>
          <SortColumn
            sort={sort}
            by={[
              ['name', 'Name'],
              ['email', 'Email'],
            ]}
            pathWith={(by) => `?sort=${by}`}
          />
        </tr>
      </thead>
    </table>,
  )
  const links = Array.from(markup.matchAll(/href="([^"]*)"[^>]*>(\w+)(<svg)?/g), ([, href, label, arrow]) =>
    [href, label, ...(arrow ? ['sorted'] : [])].join(' '),
  )
  return { sorted: /aria-sort="(\w+)"/.exec(markup)?.[1], links }
}

it('links to each order, the current one reversed, and says which is current', () => {
  expect(heading('name')).toEqual({
    sorted: 'ascending',
    links: ['?sort=-name Name sorted', '?sort=email Email'],
  })
  expect(heading('-email')).toEqual({
    sorted: 'descending',
    links: ['?sort=name Name', '?sort=email Email sorted'],
  })
  expect(heading('-created')).toEqual({ sorted: undefined, links: ['?sort=name Name', '?sort=email Email'] })
})
