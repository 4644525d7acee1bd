package systems

import (
	"embed"
	"io/fs"
	"net/http"
	"os"
)

//go:embed *.go
var Sources embed.FS

type assets struct {
	http.FileSystem
}

func newAssets(files embed.FS, folder string) http.FileSystem {
	sub, err := fs.Sub(files, folder)
	if err != nil {
		panic(err)
	}
	return assets{
		FileSystem: http.FS(sub),
	}
}

var Assets = newAssets(Sources, "static")

func (a assets) Exists(path string) bool {
	_, err := a.Open(path)
	return err == nil
}

type pages struct {
	http.FileSystem
}

func newPages(folder string) *pages {
	return &pages{FileSystem: http.Dir(folder)}
}

func (p *pages) exists(path string) bool {
	_, err := p.Open(path) // want file-not-closed warning high
	return err == nil
}

type layers struct {
	http.FileSystem
}

func newLayers(files embed.FS, folder string) []*layers {
	return []*layers{{FileSystem: http.FS(files)}, {FileSystem: http.Dir(folder)}}
}

// One of the two is a folder.
func (l *layers) exists(path string) bool {
	_, err := l.Open(path) // want file-not-closed info high
	return err == nil
}

type exchanged struct {
	http.FileSystem
}

func newExchanged(files embed.FS) *exchanged {
	return &exchanged{FileSystem: http.FS(files)}
}

func (e *exchanged) exchange(files http.FileSystem) {
	e.FileSystem = files
}

func (e *exchanged) exists(path string) bool {
	_, err := e.Open(path) // want file-not-closed info high
	return err == nil
}

//go:embed *.go
var texts embed.FS

// What init takes of an embedded file system is in memory too.
var chapters fs.FS

var drafts fs.FS = texts

func init() {
	var err error
	if chapters, err = fs.Sub(texts, "chapters"); err != nil {
		panic(err)
	}
}

// Revise exchanges the drafts for those of a folder.
func Revise(folder string) {
	drafts = os.DirFS(folder)
}

func hasChapter(name string) bool {
	_, err := chapters.Open(name)
	return err == nil
}

func hasDraft(name string) bool {
	_, err := drafts.Open(name) // want file-not-closed info high
	return err == nil
}
