package example;

/** Cannot be made. */
public abstract class AbstractSource extends OddSource {}
