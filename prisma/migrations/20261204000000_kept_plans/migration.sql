-- A transaction may have PostgreSQL plan each prepared statement once, not for the values of each request.
CREATE OR REPLACE FUNCTION foyer.begin_request(p_context jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  is_bound boolean := p_context->>'kind' = 'organization';
  status record;
BEGIN
  PERFORM set_config('app.tenant_id', p_context->>'tenant', true), set_config('app.kind', p_context->>'kind', true),
    set_config('app.organization_id', coalesce(p_context->>'organization', ''), true),
    set_config('app.user_id', coalesce(p_context->>'user', ''), true),
    set_config('app.subject', coalesce(p_context->>'subject', ''), true),
    set_config('app.caller', coalesce(p_context->>'caller', '{}'), true);
  IF p_context->>'keepsPlans' = 'true' THEN
    PERFORM set_config('plan_cache_mode', 'force_generic_plan', true);
  END IF;
  IF p_context->'caller' IS NULL THEN
    RETURN;
  END IF;
  SELECT * INTO status FROM foyer.caller_status(
    CASE WHEN is_bound THEN p_context->>'organization' END, p_context->>'user', p_context->'caller');
  IF status.refusal = 'session' OR status.refusal = 'connection' THEN
    RAISE EXCEPTION 'sign in again' USING ERRCODE = 'FY401';
  ELSIF status.refusal IS NOT NULL THEN
    RAISE EXCEPTION 'not found' USING ERRCODE = 'FY404';
  ELSIF NOT ARRAY(SELECT jsonb_array_elements_text(p_context->'needed')) <@ status.permissions THEN
    -- The token of an application says more than its grant does by now. A person sees the same as a stranger.
    IF p_context->'caller'->>'client' IS NOT NULL THEN
      RAISE EXCEPTION 'missing permission' USING ERRCODE = 'FY403';
    END IF;
    RAISE EXCEPTION 'not found' USING ERRCODE = 'FY404';
  ELSIF p_context->>'kind' = 'tenant' AND p_context->>'organization' IS NOT NULL AND NOT EXISTS (
    SELECT FROM organizations o
    WHERE o.tenant_id = p_context->>'tenant' AND o.id = p_context->>'organization' AND o.deleted_at IS NULL) THEN
    RAISE EXCEPTION 'not found' USING ERRCODE = 'FY404';
  END IF;
END $$;
