package parts

import (
	"compress/gzip"
	"io"
	"mime/multipart"
	"os"
	"path/filepath"
)

// Close of a part only reads what is left of it; the file beside it is open until the end.
func save(reader *multipart.Reader, folder string) error {
	for {
		part, err := reader.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		defer part.Close()
		f, err := os.Create(filepath.Join(folder, part.FileName()))
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop warning high
		if _, err := io.Copy(f, part); err != nil {
			return err
		}
	}
}

func sum(readers []io.Reader) (int64, error) {
	var total int64
	for _, each := range readers {
		z, err := gzip.NewReader(each)
		if err != nil {
			return total, err
		}
		defer z.Close()
		n, err := io.Copy(io.Discard, z)
		if err != nil {
			return total, err
		}
		total += n
	}
	return total, nil
}
