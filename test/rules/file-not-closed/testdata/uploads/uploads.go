package uploads

import (
	"io"
	"mime/multipart"
	"net/http"
	"os"
)

func store(header *multipart.FileHeader, path string) error {
	src, err := header.Open() // want file-not-closed info high
	if err != nil {
		return err
	}
	dst, err := os.Create(path)
	if err != nil {
		return err
	}
	defer dst.Close()
	_, err = io.Copy(dst, src)
	return err
}

func stored(header *multipart.FileHeader, path string) error {
	src, err := header.Open()
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := os.Create(path)
	if err != nil {
		return err
	}
	defer dst.Close()
	_, err = io.Copy(dst, src)
	return err
}

func upload(w http.ResponseWriter, r *http.Request) {
	file, header, err := r.FormFile("file") // want file-not-closed info high
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if header.Size == 0 {
		http.Error(w, "empty", http.StatusBadRequest)
		return
	}
	defer file.Close()
	_, _ = io.Copy(w, file)
}

func named(w http.ResponseWriter, r *http.Request) {
	_, header, err := r.FormFile("file") // want file-not-closed info high
	if err != nil {
		return
	}
	_, _ = io.WriteString(w, header.Filename)
}

const most = 8 << 20

// What is let in fits into the memory of the form.
func small(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, most)
	_, header, err := r.FormFile("file")
	if err != nil {
		return
	}
	_, _ = io.WriteString(w, header.Filename)
}

// This may be larger than that.
func large(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<20)
	_, header, err := r.FormFile("file") // want file-not-closed info high
	if err != nil {
		return
	}
	_, _ = io.WriteString(w, header.Filename)
}

// The form has less memory than the body may have.
func parsed(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, most)
	if err := r.ParseMultipartForm(1 << 20); err != nil {
		return
	}
	_, header, err := r.FormFile("file") // want file-not-closed info high
	if err != nil {
		return
	}
	_, _ = io.WriteString(w, header.Filename)
}

// Only some bodies are limited.
func sometimes(w http.ResponseWriter, r *http.Request, isTrusted bool) {
	if !isTrusted {
		r.Body = http.MaxBytesReader(w, r.Body, most)
	}
	_, header, err := r.FormFile("file") // want file-not-closed info high
	if err != nil {
		return
	}
	_, _ = io.WriteString(w, header.Filename)
}
