using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Samples;

/// <summary>Row of the table of converters.</summary>
/// <param name="Name">Name in the file.</param>
/// <param name="Arguments">Arguments as the reference shows them; empty = none.</param>
/// <param name="Input">Type that it takes; text and bytes are taken for each other.</param>
/// <param name="Output">Type that it gives.</param>
/// <param name="Documentation">One line for the reference.</param>
/// <param name="Create">Builds the converter; null after an error.</param>
internal sealed record ConverterKeyword(
    string Name, string Arguments, SampleType Input, SampleType Output, string Documentation,
    Func<SampleArguments, SampleConverter?> Create);
