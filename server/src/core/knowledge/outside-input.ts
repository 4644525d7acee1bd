/**
 * Functions that fill a value with what somebody else wrote, with the position of the pointer to it. What the input leaves out
 * stays as it was: nil for a pointer, a map, a slice (encoding/json decode.go, Unmarshal: "To unmarshal JSON into a struct,
 * Unmarshal matches incoming object keys to the keys"; encoding/xml read.go; gopkg.in/yaml.v3 yaml.go, Unmarshal;
 * gorilla/websocket json.go, ReadJSON).
 */
export const DECODES: ReadonlyMap<string, number> = new Map([
  ['encoding/json.Unmarshal', 1],
  ['encoding/json.Decoder.Decode', 0],
  ['encoding/xml.Unmarshal', 1],
  ['encoding/xml.Decoder.Decode', 0],
  ['gopkg.in/yaml.v2.Unmarshal', 1],
  ['gopkg.in/yaml.v3.Unmarshal', 1],
  ['github.com/gorilla/websocket.Conn.ReadJSON', 0],
]);

/** Maps of a library that hold decoded values: jwt map_claims.go, "MapClaims is a claims type that uses the map[string]any for JSON decoding". */
export const DECODED_MAP = /^github\.com\/golang-jwt\/jwt(?:\/v\d+)?\.MapClaims$/;

/**
 * Functions whose list is as long as the text has parts, with the elements that there are in any case: strings/strings.go,
 * Split: "If s does not contain sep and sep is not empty, Split returns a slice of length 1 whose only element is s"; Fields:
 * "an empty slice if s contains only white space"; regexp/regexp.go, FindStringSubmatch: "A return value of nil indicates no match".
 */
export const SPLITS: ReadonlyMap<string, number> = new Map([
  ['strings.Split', 1],
  ['strings.SplitN', 1],
  ['strings.SplitAfter', 1],
  ['strings.Fields', 0],
  ['bytes.Split', 1],
  ['bytes.SplitN', 1],
  ['bytes.Fields', 0],
  ['regexp.Regexp.FindStringSubmatch', 0],
  ['regexp.Regexp.FindSubmatch', 0],
]);
