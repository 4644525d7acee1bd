export const GOCONVEY = 'github.com/smartystreets/goconvey/convey';

/** The function of goconvey that asserts (convey/doc.go: "So is the means by which assertions are made against the system under test."). */
export const SO = 'So';

/**
 * What the first argument of `So` is where its assertion holds (convey/assertions.go names them; github.com/smarty/assertions
 * equality.go, ShouldBeNil: "receives a single parameter and ensures that it is nil", ShouldBeTrue: "ensures that it is true";
 * type.go, ShouldBeError: "asserts that the first argument implements the error interface").
 */
export const SHOULD: ReadonlyMap<string, 'nil' | 'non-nil' | 'true' | 'false'> = new Map([
  ['ShouldBeNil', 'nil'],
  ['ShouldNotBeNil', 'non-nil'],
  ['ShouldBeError', 'non-nil'],
  ['ShouldBeTrue', 'true'],
  ['ShouldBeFalse', 'false'],
]);
