import { expect, test } from 'vitest';
import { fieldsWithin, isSamePlace, placeOf } from '../../server/src/core/flow/places.ts';
import { fileOf } from '../harness/program.ts';

const { pkg, file } = fileOf(`package p

import "net/http"

func f(resp, other *http.Response, all []*http.Response) {
	use(resp, resp.Body, (resp).Body, resp.Request.URL, other.Body, all[0].Body, http.DefaultClient, http.Get)
	{
		resp := other
		use(resp.Body)
	}
}
`);

const [outer, inner] = [...file.tree.root.descendants('argument_list')].map((list) =>
  list.namedChildren.map((argument) => placeOf(pkg, argument)),
);

test('selections from a variable are places, elements and functions are none', () => {
  expect(outer!.map((place) => place && [place.root.name, ...place.fields].join('.'))).toEqual([
    'resp',
    'resp.Body',
    'resp.Body',
    'resp.Request.URL',
    'other.Body',
    undefined,
    'DefaultClient',
    undefined,
  ]);
});

test('a variable of the same name is another place', () => {
  const [resp, body, again] = outer!;
  expect(isSamePlace(body, again)).toBe(true);
  expect(isSamePlace(body, inner![0])).toBe(false);
  expect(fieldsWithin(resp, body!)).toEqual(['Body']);
  expect(fieldsWithin(body, resp!)).toBeUndefined();
});
