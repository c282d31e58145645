import { Pagination } from '@/components/ui/pagination'
import { endText, rangeText, type NumberedPage } from '@/lib/domain/numbered-page'

interface NumberedPagesProps {
  found: NumberedPage<unknown>
  pathAt: (page: number) => string
  canSearch?: boolean
  label?: string
}

export function NumberedPages({ found, pathAt, canSearch = false, label }: NumberedPagesProps) {
  const { rows, page, hasNext } = found
  if (rows.length === 0) return null
  return (
    <Pagination
      label={label}
      previous={page > 1 ? pathAt(page - 1) : undefined}
      next={hasNext ? pathAt(page + 1) : undefined}
      summary={rangeText(found, rows.length)}
      end={endText(found, canSearch)}
    />
  )
}
