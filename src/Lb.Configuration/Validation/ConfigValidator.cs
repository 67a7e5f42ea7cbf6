using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.Validation;

/// <summary>Judges a whole configuration, whichever dialect it was written in.</summary>
public static class ConfigValidator
{
    /// <summary>Adds an error for every name that does not exist or exists twice, and a warning for every address that is bound
    /// twice.</summary>
    /// <param name="config">May come from files that have errors already.</param>
    /// <param name="diagnostics">Takes the messages.</param>
    public static void Validate(LbConfig config, ConfigDiagnostics diagnostics)
    {
        new DuplicateChecks(diagnostics).Check(config);
        new ReferenceChecks(config, diagnostics).Check();
    }
}
