namespace Lb.Core.Samples;

/// <summary>Whether a sample has a value.</summary>
public enum SampleStatus
{
    /// <summary>It has.</summary>
    Found,

    /// <summary>It has none, and will have none.</summary>
    Absent,

    /// <summary>It depends on bytes that have not arrived yet.</summary>
    NeedMoreData,
}
