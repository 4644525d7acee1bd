package wanted

import (
	"io"
	"net/http"
	"os"
	"testing"
)

// TestWanted has a response only where no error is wanted: the two have just been found equal.
func TestWanted(t *testing.T) {
	for url, wantErr := range map[string]bool{"http://localhost": false, "http://none": true} {
		resp, err := http.Get(url)
		if (err != nil) != wantErr {
			t.Errorf("error = %v, want %v", err, wantErr)
			return
		}
		if wantErr {
			continue
		}
		resp.Body.Close()
	}
}

// TestTable reads what is wanted from a field.
func TestTable(t *testing.T) {
	tests := []struct {
		url  string
		want string
		ok   bool
	}{
		{url: "http://localhost", want: "ok", ok: true},
		{url: "http://none"},
	}
	for _, test := range tests {
		t.Run(test.url, func(t *testing.T) {
			resp, err := http.Get(test.url)
			if test.ok == (err != nil) {
				t.Fatalf("error = %v", err)
			}
			if !test.ok {
				return
			}
			if test.want == "" {
				resp.Body.Close()
				return
			}
			defer resp.Body.Close()
			if body, err := io.ReadAll(resp.Body); err != nil || string(body) != test.want {
				t.Errorf("%s, %v", body, err)
			}
		})
	}
}

// TestCompared compares the error with what is wanted, and leaves where there is a response.
func TestCompared(t *testing.T) {
	for url, wantErr := range map[string]bool{"http://localhost": false, "http://none": true} {
		resp, err := http.Get(url) // want http-body-not-closed info high
		if (err != nil) != wantErr {
			t.Errorf("error = %v, want %v", err, wantErr)
			return
		}
		if !wantErr {
			return
		}
		resp.Body.Close()
	}
}

// TestOther asks something else than what was compared.
func TestOther(t *testing.T) {
	tests := []struct {
		url     string
		wantErr bool
		skip    bool
	}{
		{url: "http://localhost", skip: true},
		{url: "http://none", wantErr: true},
	}
	for _, test := range tests {
		resp, err := http.Get(test.url) // want http-body-not-closed info high
		if (err != nil) != test.wantErr {
			t.Fatal(err)
		}
		if test.skip {
			return
		}
		if !test.wantErr {
			resp.Body.Close()
		}
	}
}

// TestFiles does the same with a file.
func TestFiles(t *testing.T) {
	for name, wantErr := range map[string]bool{"a": false, "b": true} {
		file, err := os.Open(name)
		failed := err != nil
		if failed != wantErr {
			t.Fatal(err)
		}
		if wantErr {
			return
		}
		file.Close()
	}
}
