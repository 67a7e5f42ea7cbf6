using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Samples;

/// <summary>Row of the table of sample fetches.</summary>
/// <param name="Name">Name in the file.</param>
/// <param name="Arguments">Arguments as the reference shows them; empty = none.</param>
/// <param name="Output">Type of the value.</param>
/// <param name="Documentation">One line for the reference.</param>
/// <param name="Create">Builds the fetch; null after an error.</param>
internal sealed record FetchKeyword(
    string Name, string Arguments, SampleType Output, string Documentation, Func<SampleArguments, SampleFetch?> Create);
