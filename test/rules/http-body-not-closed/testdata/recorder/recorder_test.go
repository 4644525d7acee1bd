package recorder

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

type server struct{ handler http.Handler }

func (s *server) ask(path string) *http.Response {
	recorder := httptest.NewRecorder()
	s.handler.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, path, nil))
	return recorder.Result()
}

type memory struct{ handler http.Handler }

func (m *memory) RoundTrip(req *http.Request) (*http.Response, error) {
	recorder := httptest.NewRecorder()
	m.handler.ServeHTTP(recorder, req)
	return recorder.Result(), nil
}

func TestAsk(t *testing.T) {
	s := &server{handler: http.NotFoundHandler()}
	if s.ask("/").StatusCode != http.StatusNotFound {
		t.Error("found")
	}
	resp := s.ask("/a")
	t.Log(resp.Status)
	s.ask("/b")
}

func TestMemory(t *testing.T) {
	m := &memory{handler: http.NotFoundHandler()}
	resp, err := m.RoundTrip(httptest.NewRequest(http.MethodGet, "/", nil))
	if err != nil {
		t.Fatal(err)
	}
	t.Log(resp.Status)
}
