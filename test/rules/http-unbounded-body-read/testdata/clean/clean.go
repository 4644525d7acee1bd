package clean

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
)

const most = 1 << 20

func limitedInPlace(w http.ResponseWriter, r *http.Request) {
	data, _ := io.ReadAll(http.MaxBytesReader(w, r.Body, most))
	_, _ = w.Write(data)
}

func limitedByReader(w http.ResponseWriter, r *http.Request) {
	body := io.LimitReader(r.Body, most)
	var v any
	_ = json.NewDecoder(body).Decode(&v)
	w.WriteHeader(http.StatusNoContent)
}

func limit(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, most)
}

// A helper of the module sets the limit.
func limitedByHelper(w http.ResponseWriter, r *http.Request) {
	limit(w, r)
	_ = r.ParseMultipartForm(most)
}

func decode(r *http.Request, v any) error {
	return json.NewDecoder(r.Body).Decode(v)
}

// Every handler that calls the helper has set it before.
func limitedByCaller(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, most)
	var v any
	_ = decode(r, &v)
}

func askedForLength(w http.ResponseWriter, r *http.Request) {
	if r.ContentLength < 0 || r.ContentLength > most {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	data, _ := io.ReadAll(r.Body)
	_, _ = w.Write(data)
}

// One value after the other, to a file, or to a writer.
func streamed(w http.ResponseWriter, r *http.Request) {
	decoder := json.NewDecoder(r.Body)
	for decoder.More() {
		var v map[string]string
		if err := decoder.Decode(&v); err != nil {
			return
		}
	}
}

func toFile(w http.ResponseWriter, r *http.Request) {
	file, err := os.Create("upload")
	if err != nil {
		return
	}
	defer file.Close()
	_, _ = io.Copy(file, r.Body)
	_, _ = io.Copy(w, file)
}

// net/http caps what ParseForm reads at 10 MB.
func form(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	_, _ = io.WriteString(w, r.PostForm.Get("name"))
}

// A request that a client sends, and an answer that it gets.
type logged struct{ next http.RoundTripper }

func (l logged) RoundTrip(r *http.Request) (*http.Response, error) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	r.Body = io.NopCloser(bytes.NewReader(data))
	return l.next.RoundTrip(r)
}

func proxied(w http.ResponseWriter, r *http.Request) {
	response, err := http.Get("https://example.com/" + r.URL.Path)
	if err != nil {
		return
	}
	defer response.Body.Close()
	data, _ := io.ReadAll(response.Body)
	_, _ = w.Write(data)
}

// The next handler has read the body: what is there is what it has left or put in its place.
func looked(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
		rest, err := io.ReadAll(r.Body)
		if err == nil {
			w.Header().Set("X-Rest", string(rest))
		}
	})
}

func after(hook func(http.ResponseWriter, *http.Request) error) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(w, r)
			if err := hook(w, r); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
			}
		})
	}
}

func signed() func(http.Handler) http.Handler {
	return after(func(w http.ResponseWriter, r *http.Request) error {
		_, err := io.ReadAll(r.Body)
		return err
	})
}
