import { authorizeByPost } from '@/lib/oidc/form-post'
import { oidc } from '@/lib/oidc/handle'

export { oidc as GET, authorizeByPost as POST }
