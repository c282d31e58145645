import { noOperation } from '@/lib/http/api'

export {
  noOperation as DELETE,
  noOperation as GET,
  noOperation as PATCH,
  noOperation as POST,
  noOperation as PUT,
}
