DROP FUNCTION foyer.members_without_second_factor(text, integer);

-- Whether no word of the user’s name and address is at least p_word and less than p_past. Sees what the access sees.
CREATE FUNCTION foyer.lacks_word(p_user_id text, p_word text, p_past text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN NOT EXISTS (
    SELECT FROM user_words w
    WHERE w.tenant_id = foyer.tenant_id() AND w.user_id = p_user_id AND w.word >= p_word AND w.word < p_past);
END $$;

-- Of the 1,000 members of the organization of the access who follow this user id, those who cannot use a second factor
-- there, at most p_take: {examined, count, people: [{id, name, email, picture}], next}. next is where to go on, null at the end.
-- count is right where p_take is 0 alone: then all are counted and none is shown.
-- With words, only those in whose name or address each of them begins one: it is at least p_words[n] and less than p_ends[n].
-- If at most 1,000 users of the tenant have one of these, they are examined instead, so that nothing else is read.
CREATE FUNCTION foyer.members_without_second_factor(
  p_after text, p_take integer, p_words text[] DEFAULT '{}', p_ends text[] DEFAULT '{}'
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
  takes_passkeys boolean;
  having_word text[];
  ids text[];
  may_go_on boolean := true;
  found jsonb;
BEGIN
  IF kind NOT IN ('organization', 'tenant') THEN
    RETURN '{"examined": 0, "count": 0, "people": [], "next": null}';
  END IF;
  PERFORM set_config('app.kind', 'system', true);
  takes_passkeys := EXISTS (
    SELECT FROM enabled_connections e
    JOIN connections c ON c.tenant_id = foyer.tenant_id() AND c.id = e.connection_id AND c.strategy = 'passkey'
    WHERE e.tenant_id = foyer.tenant_id() AND e.organization_id = foyer.organization_id() AND e.is_enabled);
  FOR n IN 1 .. cardinality(p_words) LOOP
    having_word := ARRAY(
      SELECT w.user_id FROM user_words w
      WHERE w.tenant_id = foyer.tenant_id() AND w.word >= p_words[n] AND w.word < p_ends[n]
      ORDER BY w.word, w.user_id LIMIT 1001);
    may_go_on := cardinality(having_word) > 1000;
    EXIT WHEN NOT may_go_on;
  END LOOP;
  IF may_go_on THEN
    ids := ARRAY(
      SELECT m.user_id FROM members m
      WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = foyer.organization_id() AND m.user_id > p_after
      ORDER BY m.user_id LIMIT 1000);
  ELSE
    ids := ARRAY(
      SELECT DISTINCT m.user_id FROM unnest(having_word) AS u (id) CROSS JOIN LATERAL (
        SELECT m.user_id FROM members m
        WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = foyer.organization_id() AND m.user_id = u.id
          AND m.user_id > p_after LIMIT 1) m);
  END IF;
  WITH lacking AS MATERIALIZED (
    SELECT e.id FROM unnest(ids) AS e (id)
    WHERE NOT EXISTS (
      SELECT FROM unnest(p_words, p_ends) AS p (word, past)
      WHERE foyer.lacks_word(e.id, p.word, p.past))
      AND NOT foyer.can_use_second_factor(foyer.organization_id(), e.id, takes_passkeys)
    ORDER BY e.id LIMIT CASE WHEN p_take > 0 THEN p_take + 1 END
  ), shown AS (
    SELECT l.id FROM lacking l ORDER BY l.id LIMIT p_take
  )
  SELECT jsonb_build_object('examined', cardinality(ids), 'count', (SELECT count(*) FROM lacking),
    'people', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'picture', u.picture)
        ORDER BY u.id), '[]')
      FROM shown s JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = s.id),
    'next', CASE
      WHEN (SELECT count(*) FROM lacking) > p_take THEN (SELECT max(s.id) FROM shown s)
      WHEN may_go_on AND cardinality(ids) = 1000 THEN ids[1000] END) INTO found;
  PERFORM set_config('app.kind', kind, true);
  RETURN found;
END $$;
