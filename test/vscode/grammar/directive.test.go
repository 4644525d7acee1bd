// SYNTAX TEST "source.go" "the suppression directive in Go comments"

package p

//premortem:file-ignore sql-pool-unconfigured set by the platform
//^^^^^^^^^^^^^^^^^^^^^ keyword.other.directive.premortem.go
//                      ^^^^^^^^^^^^^^^^^^^^^ entity.name.type.rule.premortem.go
//                                            ^^^^^^^^^^^^^^^^^^^ meta.reason.premortem.go

func f() {
	resp, err := http.Get(url) //premortem:ignore http-body-not-closed,context-without-deadline closed by 调用方
//                          ^^ punctuation.definition.comment.go - keyword.other.directive.premortem.go
//                            ^^^^^^^^^^^^^^^^ meta.directive.premortem.go keyword.other.directive.premortem.go
//                                             ^^^^^^^^^^^^^^^^^^^^ entity.name.type.rule.premortem.go
//                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^ entity.name.type.rule.premortem.go
//                                                                                           ^^^^^^^^^^^^^ meta.reason.premortem.go

	//premortem:ignore sql-*
// ^^^^^^^^^^^^^^^^ keyword.other.directive.premortem.go
//                  ^^^^^ entity.name.type.rule.premortem.go

	// premortem:ignore http-body-not-closed a space makes it an ordinary comment
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ comment.line.double-slash.go - meta.directive.premortem.go

	// see //premortem:ignore http-body-not-closed
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ comment.line.double-slash.go - meta.directive.premortem.go

	//premortem:ignored http-body-not-closed
// ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ comment.line.double-slash.go - meta.directive.premortem.go

	s := "//premortem:ignore http-body-not-closed"
//       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ string.quoted.double.go - meta.directive.premortem.go

	/* premortem:ignore http-body-not-closed */
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ comment.block.go - meta.directive.premortem.go
}
