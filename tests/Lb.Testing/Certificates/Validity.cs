namespace Lb.Testing.Certificates;

/// <summary>Validity of test certificates, by the wall clock: TLS libraries look at no other.</summary>
internal static class Validity
{
    public static DateTimeOffset Yesterday { get; } = DateTimeOffset.UtcNow.AddDays(-1);

    public static DateTimeOffset InOneMonth { get; } = Yesterday.AddDays(30);

    public static DateTimeOffset InOneYear { get; } = Yesterday.AddYears(1);

    public static DateTimeOffset InTenYears { get; } = Yesterday.AddYears(10);
}
