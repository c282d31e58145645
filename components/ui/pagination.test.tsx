import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { Pagination } from './pagination'

it('says below the links why the last page ends before the list does', () => {
  const markup = renderToStaticMarkup(
    <Pagination
      previous="?page=399"
      summary="9,976–10,000 of more than 10,000"
      end="Pages end after 10,000 rows."
    />,
  )
  expect(markup).toMatch(/Next.*<p[^>]*>Pages end after 10,000 rows\.<\/p><\/nav>$/)
})
