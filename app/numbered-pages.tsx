import { Pagination } from '@/components/ui/pagination'
import { countText } from '@/lib/domain/bounded-count'
import { endText, type NumberedPage } from '@/lib/domain/numbered-page'

interface NumberedPagesProps {
  found: NumberedPage<unknown>
  size: number
  pathAt: (page: number) => string
  canSearch?: boolean
}

export function NumberedPages({ found, size, pathAt, canSearch = false }: NumberedPagesProps) {
  const { rows, page, total, hasNext } = found
  if (rows.length === 0) return null
  const first = (page - 1) * size + 1
  return (
    <Pagination
      previous={page > 1 ? pathAt(page - 1) : undefined}
      next={hasNext ? pathAt(page + 1) : undefined}
      summary={`${first}–${first + rows.length - 1} of ${countText(total)}`}
      end={endText(found, canSearch)}
    />
  )
}
