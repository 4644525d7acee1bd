package hub

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestNothingToTake(t *testing.T) {
	if _, ok := take(nil, nil); ok {
		t.Fatal("taken")
	}
}

// Nobody can take the connection of a recorder over.
func TestRecorder(t *testing.T) {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	take(w, r)
	if _, err := upgrader.Upgrade(w, r, nil); err == nil {
		t.Fatal("upgraded")
	}
}

func TestServer(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, ok := take(w, r) // want conn-not-closed
		if !ok {
			t.Error("not taken")
		}
	}))
	defer server.Close()
	resp, err := http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
}
