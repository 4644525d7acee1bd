/**
 * Methods that come back with the next message of whoever writes the other end: encoding/json stream.go, "Decode reads the
 * next JSON-encoded value from its input"; encoding/gob decoder.go, "Decode reads the next value from the input stream";
 * gorilla/websocket conn.go, "ReadMessage is a helper method for getting a reader using NextReader and reading from that
 * reader to a buffer", json.go, "ReadJSON reads the next JSON-encoded message from the connection"; bufio/bufio.go,
 * "ReadString reads until the first occurrence of delim in the input": a line.
 */
export const READS_MESSAGE: ReadonlySet<string> = new Set([
  'encoding/json.Decoder.Decode',
  'encoding/gob.Decoder.Decode',
  'bufio.Reader.ReadString',
  'bufio.Reader.ReadBytes',
  'github.com/gorilla/websocket.Conn.ReadMessage',
  'github.com/gorilla/websocket.Conn.ReadJSON',
  'github.com/gorilla/websocket.Conn.NextReader',
]);

/** What every stream of gRPC has beside its Recv (google.golang.org/grpc stream.go, ClientStream and ServerStream: "RecvMsg blocks until it receives a message into m"). */
export const STREAM_METHOD = 'RecvMsg';
