// Prints the exported declarations of packages as Go source without bodies, for scripts/generate-libraries.mjs.
// Standard input: a JSON array of {"path", "keep", "drop", "opaque"}; `keep` and `drop` are regular expressions over the
// names of functions, types and `Type.Method` (`keep` empty: everything), `opaque` over those of structs whose fields are
// left out (empty: of none). Standard output: a JSON object from path to source.
// It runs in a module that requires the packages; types come from the compiler's export data.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"log"
	"os"
	"os/exec"
	"regexp"
	"sort"
	"strings"
)

type request struct{ Path, Keep, Drop, Opaque string }

type listed struct{ ImportPath, Export string }

func main() {
	log.SetFlags(0)
	var requests []request
	if err := json.NewDecoder(os.Stdin).Decode(&requests); err != nil {
		log.Fatal(err)
	}
	args := []string{"list", "-export", "-deps", "-json=ImportPath,Export"}
	for _, r := range requests {
		args = append(args, r.Path)
	}
	command := exec.Command("go", args...)
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		log.Fatal(err)
	}
	exports := map[string]string{}
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := decoder.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			log.Fatal(err)
		}
		exports[p.ImportPath] = p.Export
	}
	imports := importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	})
	result := map[string]string{}
	for _, r := range requests {
		pkg, err := imports.Import(r.Path)
		if err != nil {
			log.Fatal(err)
		}
		result[r.Path] = declarations(pkg, r)
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(result); err != nil {
		log.Fatal(err)
	}
}

type printer struct {
	pkg     *types.Package
	imports map[string]string
	keep    *regexp.Regexp
	drop    *regexp.Regexp
	opaque  *regexp.Regexp
	lines   []string
	done    map[string]bool
}

func declarations(pkg *types.Package, r request) string {
	p := &printer{pkg: pkg, imports: map[string]string{}, keep: regexp.MustCompile(r.Keep), done: map[string]bool{}}
	if r.Drop != "" {
		p.drop = regexp.MustCompile(r.Drop)
	}
	if r.Opaque != "" {
		p.opaque = regexp.MustCompile(r.Opaque)
	}
	for _, name := range pkg.Scope().Names() {
		object := pkg.Scope().Lookup(name)
		if !object.Exported() || !p.wants(name) {
			continue
		}
		switch object := object.(type) {
		case *types.Func:
			p.lines = append(p.lines, types.ObjectString(object, p.qualify))
		case *types.Var:
			p.lines = append(p.lines, fmt.Sprintf("var %s %s", name, p.text(object.Type())))
		case *types.Const:
			p.lines = append(p.lines, p.constant(object))
		case *types.TypeName:
			p.typeName(object)
		}
	}
	head := []string{"package " + pkg.Name()}
	var paths []string
	for path := range p.imports {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	for _, path := range paths {
		name := p.imports[path] + " "
		if strings.HasSuffix(path, "/"+strings.TrimSpace(name)) || path == strings.TrimSpace(name) {
			name = ""
		}
		head = append(head, fmt.Sprintf("import %s%q", name, path))
	}
	return strings.Join(append(head, p.lines...), "\n") + "\n"
}

func (p *printer) wants(name string) bool {
	return p.keep.MatchString(name) && (p.drop == nil || !p.drop.MatchString(name))
}

// A package whose name is taken by another is left without a name: its types read as unknown.
func (p *printer) qualify(other *types.Package) string {
	if other == p.pkg {
		return ""
	}
	for path, name := range p.imports {
		if name == other.Name() && path != other.Path() {
			name = strings.ReplaceAll(strings.ReplaceAll(other.Path(), "/", "_"), ".", "_")
			name = strings.ReplaceAll(name, "-", "_")
			p.imports[other.Path()] = name
			return name
		}
	}
	if name, ok := p.imports[other.Path()]; ok {
		return name
	}
	p.imports[other.Path()] = other.Name()
	return other.Name()
}

func (p *printer) text(t types.Type) string { return types.TypeString(t, p.qualify) }

func (p *printer) constant(object *types.Const) string {
	basic, isBasic := object.Type().(*types.Basic)
	value := object.Val().ExactString()
	if isBasic && basic.Info()&types.IsUntyped != 0 {
		return fmt.Sprintf("const %s = %s", object.Name(), value)
	}
	return fmt.Sprintf("const %s %s = %s", object.Name(), p.text(object.Type()), value)
}

func (p *printer) typeName(object *types.TypeName) {
	if p.done[object.Name()] {
		return
	}
	p.done[object.Name()] = true
	if object.IsAlias() {
		target := object.Type()
		if alias, ok := target.(*types.Alias); ok {
			target = alias.Rhs()
		}
		p.lines = append(p.lines, fmt.Sprintf("type %s = %s", object.Name(), p.text(target)))
		return
	}
	named := object.Type().(*types.Named)
	underlying := "struct { }"
	if p.opaque == nil || !p.opaque.MatchString(object.Name()) {
		underlying = p.underlying(named.Underlying())
	}
	p.lines = append(p.lines, fmt.Sprintf("type %s%s %s", object.Name(), p.parameters(named.TypeParams()), underlying))
	var methods []*types.Func
	for i := 0; i < named.NumMethods(); i++ {
		if method := named.Method(i); method.Exported() && p.wants(object.Name()+"."+method.Name()) {
			methods = append(methods, method)
		}
	}
	sort.Slice(methods, func(i, j int) bool { return methods[i].Name() < methods[j].Name() })
	for _, method := range methods {
		signature := method.Type().(*types.Signature)
		var text bytes.Buffer
		types.WriteSignature(&text, signature, p.qualify)
		p.lines = append(p.lines, fmt.Sprintf("func (%s) %s%s", p.text(signature.Recv().Type()), method.Name(), text.String()))
	}
}

func (p *printer) parameters(list *types.TypeParamList) string {
	if list.Len() == 0 {
		return ""
	}
	var parts []string
	for i := 0; i < list.Len(); i++ {
		parts = append(parts, list.At(i).Obj().Name()+" "+p.text(list.At(i).Constraint()))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

func (p *printer) underlying(t types.Type) string {
	switch t := t.(type) {
	case *types.Struct:
		var fields []string
		for i := 0; i < t.NumFields(); i++ {
			field := t.Field(i)
			switch {
			case field.Embedded():
				p.embedded(field.Type())
				fields = append(fields, p.text(field.Type()))
			case field.Exported():
				fields = append(fields, field.Name()+" "+p.text(field.Type()))
			}
		}
		return "struct { " + strings.Join(fields, "; ") + " }"
	case *types.Interface:
		var members []string
		for i := 0; i < t.NumExplicitMethods(); i++ {
			method := t.ExplicitMethod(i)
			if !method.Exported() {
				continue
			}
			var text bytes.Buffer
			types.WriteSignature(&text, method.Type().(*types.Signature), p.qualify)
			members = append(members, method.Name()+text.String())
		}
		for i := 0; i < t.NumEmbeddeds(); i++ {
			p.embedded(t.EmbeddedType(i))
			members = append(members, p.text(t.EmbeddedType(i)))
		}
		return "interface { " + strings.Join(members, "; ") + " }"
	}
	return p.text(t)
}

// An embedded type of the package passes its methods on, an unexported one too.
func (p *printer) embedded(t types.Type) {
	if pointer, ok := t.(*types.Pointer); ok {
		t = pointer.Elem()
	}
	if named, ok := t.(*types.Named); ok && named.Obj().Pkg() == p.pkg && !named.Obj().Exported() && named.TypeArgs().Len() == 0 {
		p.typeName(named.Obj())
	}
}
