using FsCheck;
using FsCheck.Fluent;
using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Tests;

public class StatisticsTests
{
    [Theory]
    [InlineData(new[] { 3.0, 1.0, 2.0 }, 2.0)]
    [InlineData(new[] { 4.0, 1.0, 2.0, 3.0 }, 2.5)]
    [InlineData(new[] { 7.0 }, 7.0)]
    public void MedianIsTheMiddle_WhateverTheOrder(double[] values, double expected) =>
        Assert.Equal(expected, Statistics.Median(values));

    [Fact]
    public void EverythingIsNaN_WhenThereAreNoValues()
    {
        Assert.True(double.IsNaN(Statistics.Median([])));
        Assert.True(double.IsNaN(Statistics.Spread([])));
        Assert.True(double.IsNaN(Statistics.Percentile([], 0.5)));
    }

    [Fact]
    public void SpreadIsHalfTheRangeAsAShareOfTheMedian() => Assert.Equal(0.2, Statistics.Spread([8, 10, 12]), 12);

    [Fact]
    public void NinetyNinthPercentileIsTheNinetyNinthValue_WhenThereAreOneHundred() =>
        Assert.Equal(99, Statistics.Percentile(Enumerable.Range(1, 100).Select(value => (double)value), 0.99));

    [Fact]
    public void AtLeastTheShareOfValuesIsNotAboveThePercentile_ForAnyValues() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
            ArbMap.Default.ArbFor<NonEmptyArray<int>>(),
            ArbMap.Default.ArbFor<byte>(),
            (values, at) =>
            {
                double share = at / 255.0;
                double percentile = Statistics.Percentile(values.Get.Select(value => (double)value), share);
                int below = values.Get.Count(value => value <= percentile);
                return values.Get.Contains((int)percentile) && below >= share * values.Get.Length - 1e-9;
            }));
}
